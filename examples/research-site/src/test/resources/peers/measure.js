// Notes what the visitor of a page goes through. Stays in step over a change of page: what a page
// has seen when it is left is handed to the next one. All times are milliseconds since 1970.
(() => {
  if (self != top) {
    return;
  }
  const parts = $PARTS, kept = JSON.parse(sessionStorage.getItem('measure') || '[]');
  const now = time => performance.timeOrigin + time;

  kept.push({type: 'page', start: performance.timeOrigin});

  // a pointer that is only passing by has no interaction
  const interaction = ({interactionId, startTime, processingStart, processingEnd}) =>
    interactionId && {waited: processingStart - startTime, worked: processingEnd - processingStart};
  const keep = {
    'layout-shift': ({value, hadRecentInput}) => ({value, hadRecentInput}),
    longtask: () => ({}),
    'long-animation-frame': ({scripts}) => ({
      scripts: scripts.map(({sourceURL, duration, forcedStyleAndLayoutDuration: forced}) => ({sourceURL, duration, forced}))
    }),
    paint: ({name, paintTime}) => ({name, painted: now(paintTime)}),
    event: interaction,
    'first-input': interaction,
    resource: () => 0
  };
  let latest = 0;
  const note = list => list.forEach(entry => {
    latest = performance.now();
    const {entryType: type, startTime, duration} = entry, more = keep[type](entry);
    more && kept.push({type, start: now(startTime), duration, ...more});
  });
  const observers = Object.keys(keep).map(type => {
    const observer = new PerformanceObserver(list => note(list.getEntries()));
    observer.observe({type, buffered: true, durationThreshold: 16});
    return observer;
  });
  ['pagehide', 'visibilitychange'].forEach(way => addEventListener(way, () => {
    observers.forEach(observer => note(observer.takeRecords()));
    sessionStorage.setItem('measure', JSON.stringify(kept));
  }, true));
  addEventListener('pointerdown', ({timeStamp}) => {
    latest = timeStamp;
    kept.push({type: 'press', start: now(timeStamp)});
    watch('settings');
  }, true);

  const find = selector => selector.split(' >>> ').reduce((root, part) => root && (root.shadowRoot || root).querySelector(part), document);
  const isVisible = element => {
    if (!element?.checkVisibility({opacityProperty: true, visibilityProperty: true})) {
      return false;
    }
    const {top, bottom, left, right} = element.getBoundingClientRect();
    return top < bottom && left < right && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  };

  // an observer of sizes looks at what is about to be painted: all scripts of the frame have run
  const awaited = new Set(), probe = document.createElement('div');
  let frame, odd, running;
  new ResizeObserver(() => awaited.forEach(part => {
    if (isVisible(find(parts[part]))) {
      awaited.delete(part);
      kept.push({type: part, start: frame});
    }
  })).observe(probe);
  const step = () => {
    frame = now(performance.now());
    if (!probe.isConnected && document.documentElement) {
      document.documentElement.append(probe);
      probe.style = 'position: fixed; visibility: hidden; height: 1px';
    }
    odd = !odd;
    probe.style.width = odd ? '1px' : '2px';
    running = awaited.size > 0;
    running && requestAnimationFrame(step);
  };
  const watch = part => {
    if (parts[part] && !kept.some(({type}) => type == part)) {
      awaited.add(part);
      running ||= requestAnimationFrame(step);
    }
  };
  watch(kept.some(({type}) => type == 'press') ? 'settings' : 'banner');

  const sum = numbers => numbers.reduce((a, b) => a + b, 0);
  const most = numbers => Math.max(0, ...numbers);
  const of = (type, from, to) => kept.filter(entry => entry.type == type && entry.start >= from && entry.start < to);
  // what happened between two moments
  const between = (from, to) => {
    const tasks = of('longtask', from, to);
    // of the site, and so of the tool
    const scripts = of('long-animation-frame', from, to).flatMap(({scripts}) => scripts)
      .filter(({sourceURL}) => sourceURL.startsWith(origin));
    const shifts = wanted => sum(of('layout-shift', from, to).filter(({hadRecentInput}) => hadRecentInput == wanted).map(({value}) => value));
    return {
      shift: shifts(false),
      shiftAfterInput: shifts(true),
      longTasks: tasks.length,
      blocked: sum(tasks.map(({duration}) => duration - 50)),
      longestScript: most(scripts.map(({duration}) => duration)),
      scripts: sum(scripts.map(({duration}) => duration)),
      forced: sum(scripts.map(({forced}) => forced))
    };
  };

  self.measure = {
    // nothing has happened for a while
    isQuiet: () => document.readyState == 'complete' && performance.now() - latest > 400,
    isGone: part => !isVisible(find(parts[part])),
    has: type => kept.some(entry => entry.type == type),
    isStill: () => document.getAnimations().every(animation => animation.playState == 'finished'),
    loaded() {
      const [page] = of('page', 0, Infinity), [paint] = of('paint', 0, Infinity), [banner] = of('banner', 0, Infinity);
      return {
        ...between(0, Infinity),
        firstPaint: paint.start - page.start,
        ...banner && {
          banner: banner.start - page.start,
          atFirstPaint: +(banner.start <= paint.painted)
        }
      };
    },
    pressed() {
      const {start} = of('press', 0, Infinity).at(-1), [settings] = of('settings', start, Infinity);
      // the browser tells of what takes 16 ms, and of the first one in any case
      const events = [...of('event', start - 1, Infinity), ...of('first-input', start - 1, Infinity)];
      const {duration: answered, waited, worked} = events.reduce((a, b) => a.duration < b.duration ? b : a,
        {duration: 0, waited: 0, worked: 0});
      return {
        ...between(start, Infinity),
        answered,
        waited,
        worked,
        painted: Math.max(0, answered - waited - worked),
        pages: of('page', start, Infinity).length,
        ...settings && {opened: settings.start - start}
      };
    },
    // how long a piece of work takes, to tell how fast this machine is just now
    pace: () => {
      const start = performance.now();
      for (let i = 0, x = 0; i < 5e6; i++) {
        x = x * 31 + i | 0;
      }
      return performance.now() - start;
    }
  };
})();
