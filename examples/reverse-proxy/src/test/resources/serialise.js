// The document as lines, one a node, with what the filter changed mapped back and what it added left out;
// or only a digest of them, which is quicker to hand over.
digest => {
  const lines = [];
  const original = element => {
    const attributes = new Map();
    for (const {name, value} of element.attributes) {
      attributes.set(name, value);
    }
    for (const [name, value] of [...attributes]) {
      const renamed = /^data-consent-(?!service$)(.+)/.exec(name);
      if (renamed) {
        attributes.delete(name);
        attributes.set(renamed[1], value);
      }
    }
    // while it is held back a frame has a name of its own; the site's is mapped back by now
    if (element.localName === 'iframe' && /^consent4j-/.test(attributes.get('name'))) {
      attributes.delete('name');
    }
    // a frame without a title gets one with what stands in for it
    if (element.localName === 'iframe' && attributes.has('data-consent-service') && /^(Content|Video) from /.test(attributes.get('title'))) {
      attributes.delete('title');
    }
    if (attributes.delete('data-consent-service') && attributes.get('type') === 'text/plain'
        && element.localName === 'script' && !element.hasAttribute('data-consent-type')) {
      attributes.delete('type');
    }
    return attributes;
  };
  const armed = css => css.replace(/about:invalid#consent(-[\w-]+)?:/g, '');
  const attribute = ([name, value]) => name === 'srcdoc'
    ? ['srcdoc', markup(value)]
    : [name, armed(value)];
  const markup = html => {
    const outer = lines.splice(0);
    walk(new DOMParser().parseFromString(html, 'text/html'), '');
    const inner = lines.splice(0).join(' | ');
    lines.push(...outer);
    return inner;
  };
  let text = '';
  const flush = indent => {
    if (text) {
      lines.push(indent + JSON.stringify(text));
      text = '';
    }
  };
  const walk = (parent, indent) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        text += node.data;
        continue;
      }
      if (node.nodeType === Node.ELEMENT_NODE && node.hasAttribute('data-consent-ui')) {
        continue;
      }
      flush(indent);
      if (node.nodeType === Node.ELEMENT_NODE) {
        const attributes = [...original(node)].map(attribute).sort().map(pair => JSON.stringify(pair));
        lines.push(indent + node.namespaceURI.slice(-4) + ':' + node.nodeName + ' ' + attributes.join(' '));
        if (node.localName === 'noscript' && !node.firstElementChild && node.textContent.includes('<')) {
          lines.push(indent + ' ' + markup(node.textContent));
        } else if (node.localName === 'style') {
          lines.push(indent + ' ' + JSON.stringify(armed(node.textContent)));
        } else {
          walk(node.localName === 'template' ? node.content : node, indent + ' ');
        }
      } else {
        lines.push(indent + node.nodeType + ' ' + node.nodeName + ' ' + (node.data || node.publicId || ''));
      }
    }
    flush(indent);
  };
  walk(document, '');
  lines.push(document.compatMode, document.characterSet);
  if (!digest) {
    return lines;
  }
  const all = lines.join('\n');
  let a = 0, b = 0;
  for (let i = 0; i < all.length; i++) {
    a = Math.imul(a ^ all.charCodeAt(i), 2654435761);
    b = Math.imul(b ^ all.charCodeAt(i), 1597334677) + a | 0;
  }
  return [lines.length, all.length, a, b].join();
}
