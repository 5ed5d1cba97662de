/* What the scripts of this folder share; it stands before each of them, with "words" in reach. */
const pattern = Object.fromEntries(Object.entries(words).map(([name, source]) => [name, new RegExp(source, 'i')]));

// The tree as it is laid out: through slots and out of shadow roots.
const up = e => e.assignedSlot || e.parentElement || e.getRootNode().host || null;
const line = e => e ? [e, ...line(up(e))] : [];
const holds = (outer, e) => line(e).includes(outer);

const everything = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...everything(e.shadowRoot)] : [e]);
const within = root => [root, ...everything(root), ...(root.shadowRoot ? everything(root.shadowRoot) : [])];

const visible = e => {
  const {width, height} = e.getBoundingClientRect();
  return width > 0 && height > 0 && e.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && !line(e).some(each => each.inert);
};

const labelled = e => (e.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean)
  .map(id => e.getRootNode().getElementById?.(id)?.textContent || '').join(' ');
const label = e => (labelled(e) || e.getAttribute('aria-label') || e.innerText || e.textContent
  || e.localName == 'input' && /^(button|submit)$/.test(e.type) && e.value || e.querySelector?.('img[alt]')?.alt || e.title || '').trim().replace(/\s+/g, ' ').slice(0, 200);

// Colours as [red, green, blue, alpha]; the canvas knows every notation.
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const colour = text => {
  const plain = /^rgba?\(([^)]+)\)$/.exec(text);
  if (plain) {
    const parts = plain[1].split(/[\s,/]+/).filter(Boolean).map(part => part.endsWith('%') ? parseFloat(part) / 100 : Number(part));
    return [parts[0], parts[1], parts[2], parts[3] ?? 1];
  }
  canvas.canvas.width = canvas.canvas.height = 1;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
const faded = (color, opacity) => [color[0], color[1], color[2], color[3] * opacity];
const luminance = color => color.slice(0, 3).map(c => c / 255)
  .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + .05) / (Math.min(luminance(a), luminance(b)) + .05);
const hex = color => '#' + color.slice(0, 3).map(c => Math.round(c).toString(16).padStart(2, '0')).join('');

// The mean of the colours of a gradient; null where a picture is drawn, whose colours are unknown.
const drawn = style => {
  if (style.backgroundImage == 'none') {
    return [0, 0, 0, 0];
  }
  const stops = style.backgroundImage.match(/(rgba?|color|oklch|oklab|lch|lab|hsla?)\([^()]*\)/g);
  if (/url\(/.test(style.backgroundImage) || !stops) {
    return null;
  }
  return stops.map(colour).reduce((sum, stop) => sum.map((c, i) => c + stop[i] / stops.length), [0, 0, 0, 0]);
};

/** What lies behind an element's text, and the text's colour, as they are blended. */
const paint = e => {
  let ground = [255, 255, 255], opacity = 1, known = true;
  for (const each of line(e).reverse()) {
    const style = getComputedStyle(each), fill = faded(colour(style.backgroundColor), opacity *= Number(style.opacity));
    ground = over(fill, ground);
    const picture = drawn(style);
    known = picture ? known : false;
    ground = over(faded(picture || [0, 0, 0, 0], opacity), ground);
  }
  const ink = over(faded(colour(getComputedStyle(e).color), opacity), ground);
  return {ground, ink, known};
};

/** An element's own text, without that of elements in it. */
const own = e => e.matches('style, script, template, noscript') ? '' : [...e.childNodes].filter(n => n.nodeType == 3).map(n => n.data.trim()).join('');
/** The element within a control that holds the most of its text. */
const lettered = e => within(e).reduce((best, each) => own(each).length > own(best).length ? each : best, e);

const kind = e => e.getAttribute('role') || (e.localName == 'input' ? 'button' : e.localName == 'a' ? 'link' : e.localName);

const deepest = (x, y, root = document) => {
  const found = root.elementFromPoint(x, y);
  return found?.shadowRoot && found.shadowRoot != root ? deepest(x, y, found.shadowRoot) || found : found;
};
const hit = e => {
  const {left, top, width, height} = e.getBoundingClientRect(), found = deepest(left + width / 2, top + height / 2);
  return !!found && (holds(e, found) || holds(found, e) && found != document.documentElement && found != document.body);
};
const inView = e => {
  const {left, top, right, bottom} = e.getBoundingClientRect();
  return visible(e) && left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1 && hit(e);
};

const said = e => within(e).map(own).join('').length;
const floats = e => /^(fixed|sticky)$/.test(getComputedStyle(e).position) || e.matches('dialog, [role=dialog], [role=alertdialog], [popover]');
const named = e => e.matches('[role=region], [aria-label], [id*=cookie i], [class*=cookie i], [id*=consent i], [class*=consent i], form, section, aside');

/** The element that looks like the banner around the answers. */
const banner = (accept, reject) => {
  const common = line(accept).slice(1).find(e => !reject || holds(e, reject));
  const all = line(common).filter(e => e != document.body && e != document.documentElement);
  const answers = said(accept) + (reject ? said(reject) : 0);
  const float = all.findIndex(e => floats(e) && said(e) > answers + 30);
  if (float < 0) {
    return all.find(e => named(e) && said(e) > answers + 30) || common;
  }
  // Around it there may be a veil over the whole window, which is not the banner.
  return all.slice(0, float + 1).filter(e => colour(getComputedStyle(e).backgroundColor)[3] > .8).at(-1) || all[float];
};

const CONTROL = 'button, a[href], input:not([type=hidden]), select, summary, [role=button], [role=link], [role=switch], [role=checkbox]';
const controlsIn = frame => within(frame).filter(e => e.matches(CONTROL));
const attributes = e => [...e.attributes].filter(a => /^(id|class|onclick|href|name|value|aria-|data-)/.test(a.name)).map(a => a.value).join(' ');
const closing = (frame, accept, reject) => controlsIn(frame).filter(visible).filter(e => e != accept && e != reject)
  .filter(e => pattern.close.test(label(e)) || /(^|[-_ ])close([-_ ]|$)/i.test(e.id + ' ' + e.getAttribute('class')));
