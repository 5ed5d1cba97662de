package io.github.consent4j.servlet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shared caches that sites use, as their packages install them. */
enum CacheKind {
  /** Revalidates, and stores what its own header permits. */
  NGINX(
      "nginx",
      """
      daemon off;
      master_process off;
      pid FOLDER/nginx.pid;
      error_log FOLDER/error.log;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        proxy_cache_path FOLDER/cache keys_zone=pages:8m max_size=64m inactive=10m;
        upstream nodes { NODES keepalive 8; }
        server {
          listen 127.0.0.1:PORT;
          location / {
            proxy_pass http://nodes;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_cache pages;
            KEY
            proxy_cache_revalidate on;
            add_header X-Cache $upstream_cache_status always;
            add_header X-Node $upstream_addr always;
          }
        }
      }
      """) {
    @Override
    List<String> arguments(Path folder, Path configuration, int port) {
      return List.of("-p", folder.toString(), "-c", configuration.toString());
    }

    @Override
    String nodes(List<Integer> ports) {
      return joined(ports, "server 127.0.0.1:%d;");
    }
  },

  /** The same, with a key without the query. Sites configure that to ignore campaign parameters. */
  NGINX_WITHOUT_QUERY("nginx", "") {
    @Override
    String configuration() {
      return NGINX.configuration().replace("KEY", "proxy_cache_key $uri;");
    }

    @Override
    List<String> arguments(Path folder, Path configuration, int port) {
      return NGINX.arguments(folder, configuration, port);
    }

    @Override
    String nodes(List<Integer> ports) {
      return NGINX.nodes(ports);
    }
  },

  /** Looks up pages whatever cookies a request contains, as many published configurations do. */
  VARNISH(
      "varnishd",
      """
      vcl 4.1;
      import directors;
      NODES
      sub vcl_recv {
        set req.backend_hint = all.backend();
        if (req.method == "GET" || req.method == "HEAD") { return (hash); }
      }
      sub vcl_deliver { if (obj.hits > 0) { set resp.http.X-Cache = "HIT"; } }
      """) {
    @Override
    List<String> arguments(Path folder, Path configuration, int port) {
      return List.of(
          "-F",
          "-n",
          folder.toString(),
          "-f",
          configuration.toString(),
          "-a",
          "127.0.0.1:" + port,
          "-s",
          "malloc,16m",
          "-j",
          "none");
    }

    @Override
    String nodes(List<Integer> ports) {
      String backends =
          ports.stream()
              .map(
                  port ->
                      "backend n%d { .host = \"127.0.0.1\"; .port = \"%d\"; }"
                          .formatted(port, port))
              .collect(Collectors.joining("\n"));
      return backends
          + "\nsub vcl_init { new all = directors.round_robin(); "
          + joined(ports, "all.add_backend(n%d);")
          + " }";
    }
  },

  /** Removes the cookies of requests for pages, and those of the pages. */
  VARNISH_WITHOUT_COOKIES("varnishd", "") {
    @Override
    String configuration() {
      return VARNISH
          .configuration()
          .replace(
              "if (req.method",
              "if (req.url !~ \"^/consent\") { unset req.http.Cookie; }\n  if (req.method");
    }

    @Override
    List<String> arguments(Path folder, Path configuration, int port) {
      return VARNISH.arguments(folder, configuration, port);
    }

    @Override
    String nodes(List<Integer> ports) {
      return VARNISH.nodes(ports);
    }
  },

  /** Stores what RFC 9111 permits, including cookies. */
  APACHE(
      "apache2",
      """
      ServerRoot FOLDER
      PidFile FOLDER/pid
      ErrorLog FOLDER/error.log
      Listen 127.0.0.1:PORT
      ServerName localhost
      LoadModule mpm_event_module MODULES/mod_mpm_event.so
      LoadModule authz_core_module MODULES/mod_authz_core.so
      LoadModule proxy_module MODULES/mod_proxy.so
      LoadModule proxy_http_module MODULES/mod_proxy_http.so
      LoadModule cache_module MODULES/mod_cache.so
      LoadModule cache_disk_module MODULES/mod_cache_disk.so
      User nobody
      CacheRoot FOLDER/cache
      CacheEnable disk /
      CacheHeader on
      CacheQuickHandler on
      ProxyPreserveHost On
      NODES
      """) {
    @Override
    String configuration() {
      return super.configuration().replace("MODULES", "/usr/lib/apache2/modules");
    }

    @Override
    List<String> arguments(Path folder, Path configuration, int port) {
      return List.of("-DFOREGROUND", "-f", configuration.toString());
    }

    @Override
    String nodes(List<Integer> ports) {
      return joined(ports.subList(0, 1), "ProxyPass / http://127.0.0.1:%d/");
    }
  };

  private static final List<String> FOLDERS =
      List.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/");

  private final String program;
  private final String configuration;

  CacheKind(String program, String configuration) {
    this.program = program;
    this.configuration = configuration;
  }

  String program() {
    return program;
  }

  Optional<Path> executable() {
    return Stream.of(FOLDERS)
        .flatMap(List::stream)
        .map(folder -> Path.of(folder + program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  String configuration() {
    return configuration;
  }

  abstract List<String> arguments(Path folder, Path configuration, int port);

  /** Returns the configuration of the servers behind the cache. */
  abstract String nodes(List<Integer> ports);

  private static String joined(List<Integer> ports, String format) {
    return ports.stream().map(format::formatted).collect(Collectors.joining(" "));
  }
}
