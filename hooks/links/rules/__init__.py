"""Rules that look at more than one reference: ids of a page, alternates of a set, the site's own promises."""
