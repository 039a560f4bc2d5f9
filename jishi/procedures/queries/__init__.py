"""Reading procedures: everything starts from `visible()`."""
