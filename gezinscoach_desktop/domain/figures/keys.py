"""Which tables of figures there are. Keys never change: the yearly report compares years by them.

A row or column marked T is a total (`Label.is_total`), the sum of the others in its table. Months are `2026-03`.
“Chosen” families pass the filters; “supported” ones are chosen and were supported on a day of the period at least. A day
of the period is `since` ≤ day < `until`; “the last day” is the last day of the period, or today when the period is not
over. Only what is of before `until` counts, so that the figures of a year stay the same when they are made again; of a
period that is not over nothing later than today counts, and months that have not begun are not there.

| key | rows | columns | counts | about |
| --- | --- | --- | --- | --- |
| access.months | each month of the period, total T | referrals | referrals | received in the period |
| access.source | FoundVia, total T | Decision… open, total T | referrals | the same; what was decided up to now |
| access.municipality | municipality ('' unknown), total T | Decision… open, total T | referrals | the same |
| access.waiting | decision, start, on_list | mean, longest, n | days | to decided, to first contact, to the last day |
| reach.flow | active_at_start, new, reopened, closed, active_at_end, supported | families | families | see `reach` |
| reach.people | adults, children | persons | persons | of supported families |
| reach.caseload | coach id | responsible, second | families | active on the last day; coordinators only |
| reach.length | TimeInSupport, total T | active, closed | families | active on the last day; closed in the period |
| reach.closing | ClosingReason, unknown, total T | families | families | closed in the period and not reopened since |
| reach.phase | Phase, unknown, total T | families | families | supported, by phase on the last day |
| profile.household | HouseholdType, unknown, total T | families | families | supported |
| profile.children | 0, 1, 2, 3, 4, 5_up, total T | families | families | children present on the last day |
| profile.ages | age bands, unborn, unknown, total T | persons | persons | the same |
| profile.languages | language as written | families | families | a family may speak several |
| profile.language_help | interpreter, newcomer | yes, no | families | supported |
| profile.education | Diploma, not filled in, total T | persons | persons | adults present on the last day |
| profile.income, profile.housing | IncomeSource, HousingKind, unknown, total T | families | families | supported |
| work.contacts | ContactKind, total T | contacts | contacts | of chosen families, in the period |
| work.time | ContactKind, total T | minutes | minutes | the same, as far as a duration was noted |
| work.months | each month of the period, total T | contacts | contacts | the same |
| work.frequency | none, 1_3, 4_11, 12_25, 26_up, total T | families | families | supported, by contacts in the period |
| work.expenses | each month of the period, total T | cents | cents | of chosen families |
| results.moments | baseline, later, follow_6, late_6, follow_12, late_12 | families | families | how far each was measured |
| results.items_baseline, results.items_now | item | 1–5, na, none, total T | items | measured families |
| results.changes | item | up, same, down, total T | items | comparable places |
| results.domains | domain of the instrument | up, same, down, total T | items | the same, per domain |
| results.families | more_up, balanced, more_down, total T | families | families | more places better than less good, or not |
| results.stress | parents, children × baseline, now | 1–5, na, none, total T | items | stress items |
| results.index | 0–6, intervals a–b | baseline, now | families | weak domains; unknown as interval |
| results.deprived | deprived, not_deprived, undetermined, total T | baseline, now | families | |
| results.weak | domain of the index | baseline, now | families | in which the domain is weak |
| results.classes | Category, total T | follow_6, follow_12, now | families | determined at both moments |
| results.signs | better, same, worse, total T | follow_6, follow_12, now | families | the same in three |
| results.left_out | counted, no_follow_up, undetermined, no_baseline, total T | follow_6, follow_12, now | families | why |
| results.matrix_6, results.matrix_12, results.matrix_now | 0–6 before | 0–6 after | families | 7 × 7, totals T |
| results.setbacks | Setback | scores, families | items | drops in the period with their reason |
| results.movers | item | out_of_weak, into_weak | families | items that took a domain of the index over its cut |
| results.in_time | DueState on_time, soon, overdue, never_measured, total T | families | families | active on the last day |
| rights.states | right id, total T | explored, applied, granted, refused | rights | steps in the period of chosen families |
| rights.worth | right id, total T | monthly, once | cents | granted in the period |
| network.services | service id, other | families | families | services involved with supported families |
| network.referrals | ReferralOutcome, total T | referrals | referrals | families referred out in the period |
| network.waiting | answered, waiting | mean, longest, n | days | of these |
| network.domains | LifeDomain, none, total T | referrals | referrals | of these |
| signals.themes | LifeDomain, total T | signals | signals | told in the period |
| signals.how_often | HowOften, total T | signals | signals | the same |
| quality.families | see `quality` | families | families | supported |
| quality.levels | Subject | filled, missing, total T | items | places of who is present at the last measurement |

“Measured” families are supported ones with a baseline and a later measurement. Follow-up is after 6 and 12 months; “now”
is the last measurement, of families with one later than the baseline. Means are in whole days, and never of levels.
"""

from __future__ import annotations

from typing import Final

MONTHS: Final = "access.months"
SOURCE: Final = "access.source"
REFERRED_FROM: Final = "access.municipality"
WAITING: Final = "access.waiting"
FLOW: Final = "reach.flow"
PEOPLE: Final = "reach.people"
CASELOAD: Final = "reach.caseload"
LENGTH: Final = "reach.length"
CLOSING: Final = "reach.closing"
PHASE: Final = "reach.phase"
HOUSEHOLD: Final = "profile.household"
CHILDREN: Final = "profile.children"
AGES: Final = "profile.ages"
LANGUAGES: Final = "profile.languages"
LANGUAGE_HELP: Final = "profile.language_help"
EDUCATION: Final = "profile.education"
INCOME: Final = "profile.income"
HOUSING: Final = "profile.housing"
CONTACTS: Final = "work.contacts"
TIME: Final = "work.time"
CONTACT_MONTHS: Final = "work.months"
FREQUENCY: Final = "work.frequency"
EXPENSES: Final = "work.expenses"
MOMENTS: Final = "results.moments"
ITEMS_BASELINE: Final = "results.items_baseline"
ITEMS_NOW: Final = "results.items_now"
CHANGES: Final = "results.changes"
DOMAINS: Final = "results.domains"
FAMILIES_MOVED: Final = "results.families"
STRESS: Final = "results.stress"
INDEX: Final = "results.index"
DEPRIVED: Final = "results.deprived"
WEAK: Final = "results.weak"
CLASSES: Final = "results.classes"
SIGNS: Final = "results.signs"
LEFT_OUT: Final = "results.left_out"
MATRIX_6: Final = "results.matrix_6"
MATRIX_12: Final = "results.matrix_12"
MATRIX_NOW: Final = "results.matrix_now"
MATRICES: Final = (MATRIX_6, MATRIX_12, MATRIX_NOW)
SETBACKS: Final = "results.setbacks"
MOVERS: Final = "results.movers"
IN_TIME: Final = "results.in_time"
RIGHT_STATES: Final = "rights.states"
WORTH: Final = "rights.worth"
SERVICES: Final = "network.services"
REFERRED_OUT: Final = "network.referrals"
WAITING_OUT: Final = "network.waiting"
REFERRED_DOMAINS: Final = "network.domains"
THEMES: Final = "signals.themes"
HOW_OFTEN: Final = "signals.how_often"
GAPS: Final = "quality.families"
LEVELS: Final = "quality.levels"

RESULTS: Final = (
    MOMENTS, SIGNS, CLASSES, LEFT_OUT, MATRIX_NOW, MATRIX_6, MATRIX_12, INDEX, DEPRIVED, WEAK, MOVERS,
    FAMILIES_MOVED, DOMAINS, STRESS, ITEMS_BASELINE, ITEMS_NOW, CHANGES, SETBACKS, IN_TIME,
)  # fmt: skip
"""The tables of results in the order in which they are read."""

BY_MUNICIPALITY: Final = frozenset({REFERRED_FROM})
"""Tables with a row for each municipality: of a single one they only name the others."""

TOTAL: Final = "total"
UNKNOWN: Final = "unknown"
COUNT: Final = "count"
"""The one column of a table that has one."""
