/* Waits until the page is laid out for its window, with all transitions at their end. */
() => new Promise(done => setTimeout(() => {
  for (const animation of document.getAnimations()) {
    try {
      animation.finish();
    } catch {
      // It never ends.
    }
  }
  requestAnimationFrame(() => requestAnimationFrame(done));
}, 50))
