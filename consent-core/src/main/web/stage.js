// The environment of scripts that run after the page was parsed. Their output is inserted behind
// them. Events that have already happened are sent to them once; the page's own listeners do not
// receive these events again.
(here => {
  // The output of each script, and its place.
  const scripts = new Map(), order = ['DOMContentLoaded', 'readystatechange', 'load', 'pageshow'];
  const handlers = [[document, order[1]], [self, order[2]], [self, order[3]]];
  const {addEventListener, removeEventListener} = EventTarget.prototype;
  let waiting = [], before, former;

  const isOver = (target, type) => {
    const {domContentLoadedEventStart, loadEventStart} = performance.timing;
    return type == order[0] ? domContentLoadedEventStart : loadEventStart && handlers.some(([at, name]) => at == target && name == type);
  };
  // Modules have no current script.
  const running = () => document.currentScript || [...scripts.keys()].find(({type}) => type == 'module');

  const listen = function(type, listener, options) {
    const target = this ?? self, script = running();
    const late = listener && scripts.has(script) && isOver(target, type);
    if (late && !waiting.some(([, at, name, known]) => at == target && name == type && known == listener)) {
      waiting.push([script, target, type, listener]);
    }
    // The pageshow event can occur again.
    if (!late || type == order[3] && !options?.once) {
      addEventListener.call(target, type, listener, options);
    }
  };
  const forget = function(type, listener, options) {
    const target = this ?? self;
    waiting = waiting.filter(([, at, name, known]) => at != target || name != type || known != listener);
    removeEventListener.call(target, type, listener, options);
  };
  const write = end => (...parts) => {
    const script = document.currentScript, written = scripts.get(script), template = document.createElement('template');
    if (!written) {
      Document.prototype[end ? 'writeln' : 'write'].call(document, ...parts);
      return;
    }
    if (!written.place) {
      written.place = document.createComment('');
      script.after(written.place);
    }
    // A tag may be written in parts, and scripts look for written elements at once.
    written.html += parts.join('') + end;
    written.nodes.forEach(node => node.remove());
    template.innerHTML = here.page.trust().createHTML(written.html);
    written.nodes = [...template.content.childNodes];
    written.place.before(...written.nodes);
  };
  const heard = {addEventListener: listen, removeEventListener: forget};
  const own = new Map([[self, heard], [document, {...heard, write: write(''), writeln: write('\n')}]]);
  // Sets own properties, and returns the earlier ones.
  const put = (target, given) => Object.fromEntries(Object.entries(given).map(([name, value]) => {
    const former = Object.hasOwn(target, name) ? target[name] : undefined;
    value ? target[name] = value : delete target[name];
    return [name, former];
  }));

  const tell = (type, target, listener) => {
    const event = new Event(type);
    Object.defineProperties(event, {target: {value: document}, currentTarget: {value: target}});
    try {
      typeof listener == 'function' ? listener.call(target, event) : listener.handleEvent(event);
    } catch (error) {
      reportError(error);
    }
  };

  here.stage = {
    enter(script) {
      if (!scripts.size) {
        former = [...own].map(([target, given]) => put(target, given));
        before = handlers.map(([target, type]) => {
          const name = 'on' + type, handler = target[name];
          return isOver(target, type) && [handler, target[name] = null];
        });
      }
      scripts.set(script, {html: '', nodes: []});
    },

    // Returns the scripts that it has written.
    leave(script) {
      const {place, nodes} = scripts.get(script);
      scripts.delete(script);
      place?.remove();
      handlers.forEach(([target, type], i) => {
        const name = 'on' + type, handler = before[i] && target[name];
        if (handler) {
          waiting.push([script, target, type, handler]);
          before[i] = [handler];
          target[name] = null;
        }
        if (before[i] && !scripts.size) {
          target[name] = before[i][0];
        }
      });
      if (!scripts.size) {
        [...own.keys()].forEach((target, i) => put(target, former[i]));
      }
      return nodes.flatMap(node => node.localName == 'script' ? node : [...node.querySelectorAll?.('script') ?? []])
        .filter(({dataset}) => !dataset.$SERVICE_KEY);
    },

    // Sends the events to the listeners of one script, or of all.
    tell(script) {
      const given = [...own.keys()].map(target => [target, put(target, {removeEventListener: forget})]);
      for (const type of order) {
        for (const one of waiting.filter(([by, , name]) => name == type && (!script || by == script))) {
          if (waiting.includes(one)) {
            const [, target, , listener] = one;
            waiting = waiting.filter(other => other != one);
            tell(type, target, listener);
          }
        }
      }
      given.forEach(([target, former]) => put(target, former));
    }
  };
})(document.currentScript);
