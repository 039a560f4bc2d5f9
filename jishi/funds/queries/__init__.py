"""Reading dues; everything starts from `visible()`."""
