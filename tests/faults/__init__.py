"""When things break: killed processes, full disks, many writers, wrong surroundings."""
