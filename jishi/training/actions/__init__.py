"""Every write about training: `classes` and their lists, `enrolling`, `relief`."""
