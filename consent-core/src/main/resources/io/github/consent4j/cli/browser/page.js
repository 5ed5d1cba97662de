// Where a page leads, the hosts that it lets the browser connect to, and the form of Consent4j.
() => {
  const roots = [document];
  for (let i = 0; i < roots.length && roots.length < 500; i++) {
    for (const element of roots[i].querySelectorAll('*')) {
      if (element.shadowRoot) {
        roots.push(element.shadowRoot);
      }
    }
  }
  const form = roots
      .map(root => root.querySelector('form button[name=choice][value=reject-all]'))
      .find(button => button);
  return {
    links: [...document.querySelectorAll('a[href], area[href]')].map(link => link.href).slice(0, 2000),
    hints: [...document.querySelectorAll('link[rel~=preconnect i], link[rel~=dns-prefetch i]')]
        .map(link => [link.relList.contains('preconnect') ? 'preconnect' : 'dns-prefetch', link.href])
        .slice(0, 200),
    form: form ? new URL(form.form.action).pathname : '',
  };
}
