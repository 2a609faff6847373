"""When something went wrong: saying so calmly, and a report for whoever helps."""
