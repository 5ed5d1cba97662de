// Ways in which scripts make a page load something after it was sent, one each; `to` names the
// address of each. Every one of them loads when nobody stands in the way.
const ways = {
  image_source: to => { new Image().src = to; },
  image_candidates: to => { document.createElement('img').srcset = `/own.png 2x, ${to} 1x`; },
  image_attribute: to => document.createElement('img').setAttribute('src', to),
  image_attribute_in_capitals: to => document.createElement('img').setAttribute('SRC', to),
  image_relation: to => { add('img', {src: to.replace('http:', '')}); },
  image_in_innerHTML: to => { add('div').innerHTML = `<p>Hello<img src="${to}" alt='>'>`; },
  image_in_detached_innerHTML: to => { document.createElement('div').innerHTML = `<img alt='a>b' src=${to}>`; },
  image_in_outerHTML: to => { add('div').outerHTML = `<img src='${to}'>`; },
  image_with_references: to => { add('div').innerHTML = `<img src="${to.replace('clips', '&#99;lips')}">`; },
  image_after_a_quote: to => { add('div').innerHTML = `<a b=c"></a><img src="${to}">`; },
  image_adjacent: to => add('div').insertAdjacentHTML('beforeend', `<img src="${to}">`),
  image_in_template: to => {
    const template = document.createElement('template');
    template.innerHTML = `<div><img src="${to}"></div>`;
    add('div').append(template.content.cloneNode(true));
  },
  image_in_shadow_root: to => { add('div').attachShadow({mode: 'closed'}).innerHTML = `<img src="${to}">`; },
  image_in_declared_shadow_root: to =>
    add('div').setHTMLUnsafe(`<p><template shadowrootmode=closed><img src="${to}"></template></p>`),
  image_in_custom_element: to => {
    customElements.define('late-image', class extends HTMLElement {
      connectedCallback() { this.innerHTML = `<img src="${to}">`; }
    });
    add('late-image');
  },
  image_from_parser: to => {
    const parsed = new DOMParser().parseFromString(`<img src="${to}">`, 'text/html');
    document.body.append(parsed.body.firstChild);
  },
  image_from_static_parser: to =>
    document.body.append(...Document.parseHTMLUnsafe(`<p>A<img src="${to}">`).body.childNodes),
  frame_from_static_parser: to =>
    document.body.append(Document.parseHTMLUnsafe(`<iframe src="${to}"></iframe>`, {}).body.firstChild),
  image_from_range: to =>
    document.body.append(document.createRange().createContextualFragment(`<img src="${to}">`)),
  image_in_svg: to => {
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', to);
    add('div').innerHTML = '<svg></svg>';
    document.body.lastChild.firstChild.append(image);
  },
  image_button: to => add('input', {type: 'image', src: to}),
  script_source: to => add('script', {src: to}),
  script_source_when_inserted: to => { add('script').src = to; },
  script_attribute: to => {
    const script = document.createElement('script');
    script.setAttribute('src', to);
    document.head.insertBefore(script, document.head.firstChild);
  },
  script_module: to => add('script', {type: 'module', src: to}),
  script_from_range: to => document.body.append(
    document.createRange().createContextualFragment(`<script async src="${to}"></` + 'script>')),
  script_text: to => add('script', {text: `new Image().src = '${to}' // Clips.play`}),
  script_text_in_fragment: to => {
    const fragment = document.createDocumentFragment(), script = document.createElement('script');
    script.append(`fetch('${to}') // Clips.play`);
    fragment.append(document.createElement('p'), script);
    document.body.prepend(fragment);
  },
  script_text_in_shadow_root: to => {
    const script = document.createElement('script');
    script.textContent = `fetch('${to}') // Clips.play`;
    add('div').attachShadow({mode: 'open'}).append(script);
  },
  frame_source: to => add('iframe', {src: to}),
  frame_source_when_inserted: to => { add('iframe').src = to; },
  frame_in_innerHTML: to => { add('div').innerHTML = `<iframe width=560 src="${to}" allowfullscreen></iframe>`; },
  frame_attribute: to => {
    const frame = document.createElement('iframe');
    frame.setAttribute('src', to);
    document.body.firstElementChild.before(frame);
  },
  frame_in_document_in_attribute: to => add('iframe', {srcdoc: `<p>A video<iframe src="${to}"></iframe>`}),
  frame_with_image_inside: to => {
    add('iframe').contentDocument.body.innerHTML = `<img src="${to}">`;
  },
  frame_with_image_of_its_own: to => { new (add('iframe').contentWindow.Image)().src = to; },
  frame_by_number: to => { add('iframe'); new window[window.length - 1].Image().src = to; },
  frame_with_script_inside: to => {
    const inside = add('iframe').contentDocument;
    inside.open();
    inside.write(`<p><script>new Image().src = '${to}'</` + 'script>');
    inside.close();
  },
  frame_with_script_in_attribute: to =>
    add('iframe', {srcdoc: `<script>i = new Image(), i.src = ${JSON.stringify(to)}.trim()</` + 'script>'}),
  style_sheet: to => add('link', {rel: 'stylesheet', href: to}),
  style_sheet_by_late_relation: to => {
    const link = document.createElement('link');
    link.href = to;
    link.rel = 'stylesheet';
    document.head.append(link);
  },
  preload: to => add('link', {rel: 'preload', as: 'image', href: to}),
  object: to => add('object', {type: 'text/html', data: to}),
  embed: to => add('embed', {type: 'text/html', src: to}),
  video_poster: to => add('video', {poster: to}),
  video_source: to => { add('video').innerHTML = `<source src="${to}" type=video/mp4>`; },
  audio: to => { new Audio(to).load(); },
  fetch: to => { fetch(to, {mode: 'no-cors'}).catch(() => 0); },
  fetch_of_request: to => { fetch(new Request(to, {mode: 'no-cors'})).catch(() => 0); },
  fetch_of_url: to => { fetch(new URL(to), {mode: 'no-cors'}).catch(() => 0); },
  request: to => {
    const request = new XMLHttpRequest();
    request.open('GET', to);
    request.send();
  },
  beacon: to => navigator.sendBeacon(to),
  event_source: to => { new EventSource(to).onerror = ({target}) => target.close(); },
  attribute_node: to => {
    const attribute = document.createAttribute('src');
    attribute.value = to;
    document.createElement('img').setAttributeNode(attribute);
  },
  attribute_in_map: to => {
    const attribute = document.createAttribute('src');
    attribute.value = to;
    document.createElement('img').attributes.setNamedItem(attribute);
  },
  attribute_value: to => { add('img', {src: '/own.png'}).getAttributeNode('src').value = to; },
  background_of_a_cell: to => { add('table').innerHTML = `<tr><td background="${to}">A`; },
  svg_reference: to => {
    add('div').innerHTML = '<svg><image width=9 height=9></image></svg>';
    document.body.lastChild.querySelector('image').href.baseVal = to;
  },
  svg_reference_with_another_prefix: to => {
    add('div').innerHTML = '<svg><image width=9 height=9></image></svg>';
    document.body.lastChild.querySelector('image').setAttributeNS('http://www.w3.org/1999/xlink', 'q:href', to);
  },
  svg_animation: to => {
    add('div').innerHTML = `<svg><image width=9 height=9><set attributeName=href to=${to} /></image></svg>`;
  },
  style_property: to => { add('p').style.backgroundImage = `url(${to})`; },
  style_shorthand: to => { add('p').style.background = `#fff url("${to}") no-repeat`; },
  style_property_by_name: to => add('p').style.setProperty('background-image', `url('${to}')`),
  style_text: to => { add('p').style.cssText = `color: red; background: url(${to})`; },
  style_attribute: to => add('p').setAttribute('style', `background:url(${to})`),
  style_in_innerHTML: to => { add('div').innerHTML = `<p style="background:url('${to}')">A`; },
  style_element: to => add('style', {textContent: `@import "${to}";`}),
  style_element_filled_later: to => { add('style').textContent = `@import url(${to});`; },
  style_element_filled_with_a_node: to => add('style').appendChild(document.createTextNode(`@import '${to}';`)),
  style_element_in_innerHTML: to => { add('div').innerHTML = `<style>@import '${to}';</style>`; },
  style_element_hidden_from_old_browsers: to => { add('div').innerHTML = `<style><!--\n@import '${to}';\n--></style>`; },
  style_element_of_svg_in_cdata: to => { add('div').innerHTML = `<svg><style><![CDATA[@import '${to}';]]></style></svg>`; },
  style_element_of_svg_with_a_comment: to => { add('div').innerHTML = `<svg><style><!-- A -->@import '${to}';</style></svg>`; },
  style_rule: to => {
    add('p').className = 'ruled';
    add('style').sheet.insertRule(`.ruled { background: url(${to}) }`);
  },
  style_sheet_of_the_document: to => {
    const sheet = new CSSStyleSheet();
    add('p').className = 'adopting';
    sheet.replaceSync(`.adopting { background: url(${to}) }`);
    document.adoptedStyleSheets = [sheet];
  },
  font: to => { new FontFace('late', `url(${to})`).load().catch(() => 0); },
  frame_of_data: to => { add('iframe').src = `data:text/html,<img src=${to}>`; },
  frame_of_data_in_innerHTML: to => { add('div').innerHTML = `<iframe src="data:text/html,<img src=${to}>"></iframe>`; },
  frame_of_a_script: to => { add('iframe').src = `javascript:'<img src=${to}>'`; },
  image_behind_a_comment: to => { add('div').innerHTML = `<!-- <p title="--><img src=${to}>">`; },
  image_behind_a_text: to => { add('div').innerHTML = `<textarea><p title="</textarea><img src=${to}>">`; },
  image_written_in_parts: to => {
    document.write('<im');
    document.write('g src="http:');
    document.write('/' + to.slice(6) + '"');
    document.write('>');
  },
  script_written_in_parts: to => {
    document.write('<scr');
    document.write('ipt src="', to);
    document.write('"></scr');
    document.write('ipt>');
  },
  script_text_written_in_parts: to => {
    document.write('<script>');
    document.write(`new Image().src = '${to}' // Clips.play\n`);
    document.write('</script>');
  },
  style_written_in_parts: to => {
    document.write('<style>');
    document.write(`@import "${to}";`);
    document.write('</style>');
  },
  script_that_imports: to => add('script', {text: `import('${to}').catch(() => 0)`}),
  module_that_imports: to => add('script', {type: 'module', text: `import '${to}';`}),
  web_socket: to => { new WebSocket(to.replace('http', 'ws')).onerror = () => 0; },
};

function add(name, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  document.body.appendChild(element);
  return element;
}
