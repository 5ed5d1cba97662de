package io.github.consent4j.servlet;

import io.github.consent4j.examples.browser.NpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Frameworks that hydrate in the browser what they have rendered on the server. Each one has the
 * same small application: a button that counts, a video, a picture.
 */
enum HydratingFramework {
  REACT_18 {
    @Override
    String library() throws IOException {
      return webjar("react/18.3.1/umd/react.production.min.js")
          + webjar("react-dom/18.3.1/umd/react-dom.production.min.js");
    }

    @Override
    String application() {
      return APPLICATION_OF_REACT;
    }
  },

  REACT_19 {
    @Override
    String library() throws IOException, InterruptedException {
      Path folder = Path.of("target", "npm");
      StringBuilder library = new StringBuilder("const modules = {};\n");
      for (NpmPackage each : REACT_19_PACKAGES) {
        each.unpackInto(folder);
      }
      for (Map.Entry<String, String> module : REACT_19_MODULES) {
        library
            .append("modules['")
            .append(module.getKey())
            .append("'] = (module, exports, require) => {")
            .append(Files.readString(folder.resolve(module.getValue())))
            .append("\n};\n");
      }
      return library.append(REQUIRE).toString();
    }

    @Override
    String application() {
      return APPLICATION_OF_REACT;
    }
  },

  VUE_3 {
    @Override
    String library() throws IOException {
      return webjar("vue/3.5.13/dist/vue.global.prod.js");
    }

    @Override
    String application() {
      return """
          Vue.createSSRApp({
            data: () => ({count: 0, picture}),
            template: `<main><h2>App</h2><button id="inc" @click="count++">{{ count }}</button>\
          <iframe id="yt" width="300" height="200" title="v" src="https://www.youtube.com/embed/x"></iframe>\
          <img v-if="picture" id="im" alt="A picture" width="100" height="100" src="https://i.ytimg.com/vi/x/0.jpg">\
          <p id="tail">Tail</p></main>`
          }).mount('#root');
          """;
    }
  };

  private static final List<NpmPackage> REACT_19_PACKAGES =
      List.of(
          new NpmPackage(
              "react",
              "19.2.0",
              "tmbWg6W31tQLeB5cdIBOicJDJRR2KzXsV7uSK9iNfLWQ5bIZfxuPEHp7M8wiHyHnn0DD1i7w3Zmin0FtkrwoCQ=="),
          new NpmPackage(
              "react-dom",
              "19.2.0",
              "UlbRu4cAiGaIewkPyiRGJk0imDN2T3JjieT6spoL2UeSf5od4n5LB/mQ4ejmxhCFT1tYe8IvaFulzynWovsEFQ=="),
          new NpmPackage(
              "scheduler",
              "0.27.0",
              "eNv+WrVbKu1f3vbYJT/xtiF5syA5HPIMtf9IgY/nKg0sWqzAUEvqY/xm7OcZc/qafLx/iO9FgOmeSAp4v5ti/Q=="));

  private static final List<Map.Entry<String, String>> REACT_19_MODULES =
      List.of(
          Map.entry("react", "react/cjs/react.production.js"),
          Map.entry("scheduler", "scheduler/cjs/scheduler.production.js"),
          Map.entry("react-dom", "react-dom/cjs/react-dom.production.js"),
          Map.entry("react-dom/client", "react-dom/cjs/react-dom-client.production.js"));

  private static final String REQUIRE =
      """
      const made = {};
      const require = name => {
        if (!made[name]) {
          const module = {exports: {}};
          modules[name](module, module.exports, require);
          made[name] = module.exports;
        }
        return made[name];
      };
      var process = {env: {NODE_ENV: 'production'}};
      var React = require('react'), ReactDOM = require('react-dom/client');
      """;

  private static final String APPLICATION_OF_REACT =
      """
      const h = React.createElement;
      const App = () => {
        const [count, setCount] = React.useState(0);
        return h('main', null,
            h('h2', null, 'App'),
            h('button', {id: 'inc', onClick: () => setCount(count + 1)}, count),
            h('iframe', {id: 'yt', width: 300, height: 200, title: 'v', src: 'https://www.youtube.com/embed/x'}),
            picture && h('img', {id: 'im', alt: 'A picture', width: 100, height: 100, src: 'https://i.ytimg.com/vi/x/0.jpg'}),
            h('p', {id: 'tail'}, 'Tail'));
      };
      const whole = !document.getElementById('root');
      const Whole = () => h('html', {lang: 'en'},
          h('head', null, h('meta', {charSet: 'utf-8'}), h('title', null, 'A page')),
          h('body', null, h(App), h('script', {src: location.pathname + '/app.js', defer: true})));
      ReactDOM.hydrateRoot(whole ? document : document.getElementById('root'), whole ? h(Whole) : h(App),
          {onRecoverableError: error => errors.push('' + error.message)});
      """;

  /** Returns the framework as one script. */
  abstract String library() throws IOException, InterruptedException;

  /** Returns the script that hydrates the page; {@code picture} says whether the page has one. */
  abstract String application();

  /** Returns the HTML that the server has rendered. */
  static String markup(boolean picture) {
    return "<main><h2>App</h2><button id=\"inc\">0</button>"
        + "<iframe id=\"yt\" width=\"300\" height=\"200\" title=\"v\" src=\"https://www.youtube.com/embed/x\"></iframe>"
        + (picture
            ? "<img id=\"im\" alt=\"A picture\" width=\"100\" height=\"100\" src=\"https://i.ytimg.com/vi/x/0.jpg\">"
            : "")
        + "<p id=\"tail\">Tail</p></main>";
  }

  private static String webjar(String name) throws IOException {
    try (InputStream in =
        HydratingFramework.class.getResourceAsStream("/META-INF/resources/webjars/" + name)) {
      if (in == null) {
        throw new IOException("There is no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
    }
  }
}
