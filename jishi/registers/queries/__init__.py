"""Reading posts, links, units and findings; everything starts from `visible()`."""
