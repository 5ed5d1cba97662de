/* Measures a banner in its window, and changes nothing. "accept" and "reject" are elements; "reject" may be null. */
({accept, reject}) => {
  const border = style => style.borderTopStyle == 'none' || style.borderTopWidth == '0px' || colour(style.borderTopColor)[3] == 0
    ? 'none' : style.borderTopWidth + ' ' + style.borderTopStyle;

  const answer = e => {
    const text = lettered(e), style = getComputedStyle(e), letters = getComputedStyle(text), {ground, ink, known} = paint(text);
    const {left, top, width, height} = e.getBoundingClientRect();
    return {
      label: label(e), element: e.localName, kind: kind(e),
      left, top, width, height, visible: visible(e), inView: inView(e),
      fontSize: parseFloat(letters.fontSize), fontWeight: Number(letters.fontWeight),
      underlined: letters.textDecorationLine.includes('underline') || style.textDecorationLine.includes('underline'),
      border: border(style), ink: hex(ink), ground: hex(ground), known,
      contrast: contrast(ink, ground), luminance: luminance(ground),
    };
  };

  /** The outermost element that holds a control, and no other control or text of its own. */
  const wrapped = e => {
    let outer = e;
    for (let next = up(outer); next && next != document.body && next.children.length == 1 && !own(next); next = up(next)) {
      outer = next;
    }
    return outer;
  };

  const frame = banner(accept, reject);
  const box = frame => {
    // A host without a box of its own is as large as what is laid out in it.
    const whole = frame.getBoundingClientRect();
    const boxes = whole.width * whole.height > 0 ? [whole] : within(frame).filter(visible).map(e => e.getBoundingClientRect());
    const left = Math.max(0, Math.min(...boxes.map(b => b.left))), right = Math.min(innerWidth, Math.max(...boxes.map(b => b.right)));
    const top = Math.max(0, Math.min(...boxes.map(b => b.top))), bottom = Math.min(innerHeight, Math.max(...boxes.map(b => b.bottom)));
    return {left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top)};
  };

  const controls = controlsIn(frame);
  const between = () => {
    const shown = controls.filter(visible), [one, other] = [shown.indexOf(accept), shown.indexOf(reject)].sort((a, b) => a - b);
    return one < 0 ? [] : shown.slice(one + 1, other).map(label);
  };

  const caption = e => [label(e), ...[...(e.labels || [])].map(l => l.innerText || l.textContent), e.closest('label')?.innerText,
    e.closest('label, li, tr, fieldset, section, div')?.innerText?.slice(0, 120)].filter(Boolean)[0]?.trim().replace(/\s+/g, ' ').slice(0, 120) || e.name || e.id || '';
  const ticked = controls.filter(e => e.matches('input[type=checkbox], [role=switch], [role=checkbox]') || e.type == 'radio' && pattern.accept.test(caption(e)))
    .filter(e => e.checked || e.getAttribute('aria-checked') == 'true')
    .filter(e => !e.disabled && e.getAttribute('aria-disabled') != 'true' && !e.readOnly)
    .map(e => ({label: caption(e), name: [e.name, e.value, e.id].filter(Boolean).join(' ')}))
    .filter(e => !pattern.necessary.test(e.label) && !pattern.necessary.test(e.name));

  const offer = reject ? {
    sameWrapper: up(wrapped(accept)) == up(wrapped(reject)) || up(accept) == up(reject),
    between: between(), first: accept.compareDocumentPosition(reject) & 2 ? 'reject' : 'accept',
    outside: !holds(frame, reject),
  } : null;
  return {
    width: innerWidth, height: innerHeight, language: document.documentElement.lang,
    frame: {element: frame.localName, label: frame.getAttribute('aria-label') || '', ...box(frame)},
    accept: answer(accept), reject: reject ? answer(reject) : null, offer,
    ticked, interests: controls.filter(e => e.matches('input, [role=switch]')).map(caption).filter(text => pattern.interest.test(text)),
    closes: closing(frame, accept, reject).map(e => ({label: label(e), accepts: pattern.accept.test(label(e) + ' ' + attributes(e))})),
    others: controls.filter(visible).filter(e => e != accept && e != reject).map(label).filter(Boolean).slice(0, 20),
  };
}
