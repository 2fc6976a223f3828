// Of mdBook's themes keep two, and let the keyboard reach what scrolls.
