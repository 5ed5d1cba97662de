// Where a page leads, and the hosts that it lets the browser connect to.
() => ({
  links: [...document.querySelectorAll('a[href], area[href]')].map(link => link.href).slice(0, 2000),
  hints: [...document.querySelectorAll('link[rel~=preconnect i], link[rel~=dns-prefetch i]')]
      .map(link => [link.relList.contains('preconnect') ? 'preconnect' : 'dns-prefetch', link.href])
      .slice(0, 200),
})
