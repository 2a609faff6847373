"""Who stands around a family: the list, the ecogram, the genogram, and referrals to services."""
