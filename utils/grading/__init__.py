"""From what was collected to grades: read as data, tried in a process apart, kept in a gradebook."""
