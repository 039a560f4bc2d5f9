"""An invented county, the same for the same seed. Start at `build.py`.

Every place and person here is made up; ID numbers stand in an area code that no one has.
Each kind of content is a module that adds to the world through the ordinary actions.
"""
