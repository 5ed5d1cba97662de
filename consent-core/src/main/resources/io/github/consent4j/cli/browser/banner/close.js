/* Returns the first control of a banner that closes it, or null. */
({accept, reject}) => closing(banner(accept, reject), accept, reject)[0] || null
