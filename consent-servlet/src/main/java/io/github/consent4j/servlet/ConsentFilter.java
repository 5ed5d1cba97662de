package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.servlet.endpoint.Endpoints;
import io.github.consent4j.servlet.exchange.ConsentNeed;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.PoliciesByHost;
import io.github.consent4j.servlet.proof.RecordStores.Given;
import io.github.consent4j.servlet.wrap.ConsentRequest;
import io.github.consent4j.servlet.wrap.ConsentResponse;
import io.github.consent4j.servlet.wrap.ServletReply;
import io.github.consent4j.servlet.wrap.ServletRequestHead;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Blocks what the visitor has not allowed: cookies in requests and responses, and third-party
 * content in pages. Serves the library's own pages below the policy's base path.
 *
 * <p>Containers that scan for it register the filter by themselves, see {@link ConsentInitializer}.
 * An application that registers it must place it before every filter that sets cookies, with all
 * dispatcher types and asynchronous support. Thread-safe.
 *
 * <p>Application code asks for the consent of the visitor:
 *
 * <pre>{@code
 * if (ConsentFilter.consent(request).allows("statistics")) {
 *   ...
 * }
 * }</pre>
 *
 * <p>and changes it with {@link VisitorConsent}. {@link #builder()} makes a filter in code:
 *
 * <pre>{@code
 * ConsentFilter.builder().policy(policy).listener(records::add).build()
 * }</pre>
 */
public final class ConsentFilter implements Filter, RunningSite {

  /** The request attribute that contains the visitor's {@link Consent}. */
  static final String CONSENT = Consent.class.getName();

  /** The request attribute that contains the response to which a decision is added. */
  static final String RESPONSE = ConsentResponse.ATTRIBUTE;

  /**
   * The request attribute that marks requests that the filter does not handle, and their
   * dispatches.
   */
  private static final String SKIPPED = ConsentFilter.class.getName() + ".SKIPPED";

  /** The attribute of the servlet context that contains the policy of the filter. */
  private static final String POLICY = PolicyInForce.class.getName();

  private final SiteOperation site;
  private final boolean follows;
  private final boolean preparesItself;
  private final @Nullable NeedsConsent needsConsent;
  private final ConsentNeed<HttpServletRequest> need;

  /**
   * Makes a filter that reads its policy from the location in {@code consent.config}: an init
   * parameter of the filter or of the servlet context, or a system property; {@code
   * classpath:consent.yaml} if none of them is set.
   */
  public ConsentFilter() {
    this(builder());
  }

  /**
   * Makes a filter for a policy.
   *
   * @param policy policy that the filter enforces
   * @see #builder() for more
   */
  public ConsentFilter(Policy policy) {
    this(builder().policy(policy));
  }

  private ConsentFilter(Builder parts) {
    site = parts.site();
    follows = parts.follows;
    preparesItself = parts.preparesItself;
    needsConsent = parts.needsConsent;
    need = new ConsentNeed<>(needsConsent == null ? request -> true : needsConsent::of);
  }

  /** Begins a filter. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a filter. What is set twice is an error. Not thread-safe. */
  public static final class Builder {

    private @Nullable Policy policy;
    private @Nullable PolicyFiles files;
    private @Nullable Clock clock;
    private @Nullable NeedsConsent needsConsent;
    private @Nullable ConsentRecords records;
    private @Nullable DataSource recordDatabase;
    private @Nullable KeyPair recordKey;
    private boolean follows = true;
    private boolean preparesItself = true;
    private final List<ConsentListener> listeners = new ArrayList<>();
    private final List<PolicyListener> policyListeners = new ArrayList<>();
    private final List<PageListener> pageListeners = new ArrayList<>();

    private Builder() {}

    /**
     * Sets the policy that the filter enforces. Without it the filter reads its policy as {@link
     * ConsentFilter#ConsentFilter()} does.
     */
    public Builder policy(Policy policy) {
      requireUnset("policy", this.policy == null ? files : this.policy);
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets the files of the policy that the filter enforces. It reads them when it is built, and
     * again when they change.
     */
    public Builder policy(PolicyFiles files) {
      requireUnset("policy", this.policy == null ? this.files : this.policy);
      this.files = Objects.requireNonNull(files, "files");
      return this;
    }

    /**
     * Sets whether the filter reads the policy again when its files change; by default as {@code
     * consent.reload} says, and yes without it. {@link ConsentFilter#reload()} reads it in any
     * case.
     */
    public Builder reload(boolean follows) {
      this.follows = follows;
      return this;
    }

    /**
     * Sets whether the filter prepares itself for requests as soon as it is initialized; yes by
     * default. Otherwise {@link ConsentFilter#prepare()} is to be called when the application has
     * started, which then needs less of the processor until it has.
     */
    public Builder preparesItself(boolean itself) {
      preparesItself = itself;
      return this;
    }

    /** Sets the clock that determines the age of decisions; the system's clock by default. */
    public Builder clock(Clock clock) {
      requireUnset("clock", this.clock);
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Adds a listener. It is called before the listeners that {@link ServiceLoader} finds. */
    public Builder listener(ConsentListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Adds a listener of reloads. It is called before the listeners that {@link ServiceLoader}
     * finds.
     */
    public Builder policyListener(PolicyListener listener) {
      policyListeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Adds a listener of pages. It is called before the listeners that {@link ServiceLoader} finds.
     */
    public Builder pageListener(PageListener listener) {
      pageListeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Sets what says for each request whether consent of its visitor is needed; it always is by
     * default. It counts only if the policy says {@code site.needs-consent: by-request}.
     */
    public Builder needsConsent(NeedsConsent needsConsent) {
      requireUnset("needsConsent", this.needsConsent);
      this.needsConsent = Objects.requireNonNull(needsConsent, "needsConsent");
      return this;
    }

    /**
     * Sets the store of the proof of decisions, in place of the one that the policy names under
     * {@code records}. The other keys there apply to it. The filter closes it when it is destroyed.
     */
    public Builder records(ConsentRecords records) {
      requireUnset("records", this.records);
      this.records = Objects.requireNonNull(records, "records");
      return this;
    }

    /**
     * Sets the database of the proof of decisions, in place of the one that the policy names as
     * {@code records.data-source}. It is used if the policy says {@code records.store: jdbc}.
     */
    public Builder recordDatabase(DataSource database) {
      requireUnset("recordDatabase", this.recordDatabase);
      this.recordDatabase = Objects.requireNonNull(database, "database");
      return this;
    }

    /**
     * Sets the key that signs checkpoints of the proof of decisions (Ed25519), in place of the file
     * that the policy names as {@code records.key}.
     */
    public Builder recordKey(KeyPair key) {
      if (recordKey != null) {
        // The message of what is set twice would contain the key.
        throw new IllegalStateException("'recordKey' is set already");
      }
      this.recordKey = Objects.requireNonNull(key, "key");
      return this;
    }

    private static void requireUnset(String name, @Nullable Object earlier) {
      if (earlier != null) {
        throw new IllegalStateException("'" + name + "' is set already, to " + earlier);
      }
    }

    /**
     * Returns the finished filter.
     *
     * @throws PolicyException if the policy in the files cannot be used
     * @throws UncheckedIOException if one of the files cannot be read
     */
    public ConsentFilter build() {
      return new ConsentFilter(this);
    }

    private SiteOperation site() {
      SiteOperation site =
          new SiteOperation(
              clock == null ? Clock.systemUTC() : clock,
              new GivenListeners(listeners, policyListeners, pageListeners),
              new Given(records, recordDatabase, recordKey));
      try {
        if (files != null) {
          site.read(files);
        } else if (policy != null) {
          site.enforce(policy);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return site;
    }
  }

  /**
   * Returns the consent of the visitor of a request. It is undecided, never null, for a request
   * that has not passed the filter. If {@code consent.enabled} is {@code false}, {@link
   * WhenDisabled} decides.
   *
   * @throws IllegalStateException if no filter is set up for the application
   */
  public static Consent consent(HttpServletRequest request) {
    if (request.getAttribute(CONSENT) instanceof Consent consent) {
      return consent;
    }
    if (request.getServletContext().getAttribute(POLICY) instanceof PolicyInForce inForce) {
      return inForce
          .policies()
          .of(request.getServerName(), request.getServletPath())
          .usual()
          .undecided();
    }
    WhenDisabled disabled = WhenDisabled.in(request.getServletContext());
    if (disabled != null) {
      return disabled.consent();
    }
    throw new IllegalStateException(
        "No ConsentFilter is set up for this application: register it for all dispatcher types");
  }

  @Override
  public Seen seen() {
    return site.seen();
  }

  @Override
  public Policy policy() {
    return site.policy();
  }

  @Override
  public PolicyStatus status() {
    return site.status();
  }

  @Override
  public GateStatistics gateStatistics() {
    return site.gateStatistics();
  }

  @Override
  public RecordStatus recordStatus() {
    return site.recordStatus();
  }

  @Override
  public int eraseRecords(String consentId) throws IOException {
    return site.eraseRecords(consentId);
  }

  @Override
  public PolicyStatus reload() {
    return site.reload();
  }

  @Override
  public void prepare() {
    site.prepare();
  }

  /**
   * @throws ServletException if the policy cannot be read, with every problem in it, if a listener
   *     cannot be made, or if the store of records cannot be used
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    if (!site.hasPolicy()) {
      read(PolicySource.of(config));
    }
    try {
      site.findListeners(context.getClassLoader());
    } catch (ServiceConfigurationError e) {
      throw new ServletException("A consent listener cannot be made: " + e.getMessage(), e);
    }
    // Mock containers may return null.
    String contextPath = Objects.requireNonNullElse(context.getContextPath(), "");
    try {
      site.start(contextPath, needsConsent != null, follows && PolicySource.isFollowed(config));
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    context.setAttribute(POLICY, site.inForce());
    // No container says when it has started, so the filter waits for nothing.
    if (preparesItself) {
      site.prepare();
    }
  }

  private void read(PolicySource source) throws ServletException {
    try {
      site.read(source);
    } catch (PolicyException e) {
      throw refused(
          "The consent policy cannot be used, so the site does not start:\n" + e.getMessage());
    } catch (IOException e) {
      throw refused(source.explain(e));
    }
  }

  /**
   * Opens the store of records now rather than in {@link #init}, so that the caller sees why it
   * cannot be used, and not the container. Whoever calls it calls {@link #destroy} in the end, even
   * if the container never initializes the filter. Does nothing if the store is open, or if the
   * filter reads its policy only when it is initialized.
   *
   * @throws IOException if the store cannot be used; its message is for the operator
   */
  public void openRecords() throws IOException {
    site.openRecords();
  }

  /**
   * Ends what follows changes of the policy's files, writes what was seen, and closes the store of
   * records.
   */
  @Override
  public void destroy() {
    site.end();
  }

  /** Has no stack trace, so that the message is easy to find in the container's log. */
  private static ServletException refused(String message) {
    ServletException refused = new ServletException(message);
    refused.setStackTrace(new StackTraceElement[0]);
    return refused;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse httpResponse) {
      ConsentResponse gated = ConsentResponse.in(response);
      if (gated == null) {
        gate(http, httpResponse, chain);
      } else if (http.getDispatcherType() == DispatcherType.ERROR && gated.isOver()) {
        // Undertow shows the error page of a dispatched request on the response that has failed.
        gate(ConsentRequest.behind(http), gated.container(), chain);
      } else {
        passOn(http, httpResponse, gated, chain);
      }
    } else {
      chain.doFilter(request, response);
    }
  }

  private void gate(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    PoliciesByHost policies =
        request.getDispatcherType() == DispatcherType.REQUEST
            ? site.policies()
            : begunWith(request);
    ServletRequestHead head = new ServletRequestHead(request);
    Exchange exchange = site.begin(policies, need.of(request), head);
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && Endpoints.serve(exchange, head, new ServletReply(response))) {
      return;
    }
    exchange.goesToApplication();
    request.setAttribute(CONSENT, exchange.consent());
    if (exchange.isSkipped() || request.getAttribute(SKIPPED) != null) {
      request.setAttribute(SKIPPED, policies);
      exchange.isNotGated();
      chain.doFilter(request, response);
      return;
    }
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      exchange.countCookies();
    }
    ConsentResponse gatedResponse = new ConsentResponse(response, request, exchange);
    if (request.getDispatcherType() == DispatcherType.ERROR
        && request.getAttribute(RESPONSE) instanceof ConsentResponse failed) {
      gatedResponse.held().restore(failed.held());
    }
    request.setAttribute(RESPONSE, gatedResponse);
    ConsentRequest gatedRequest = new ConsentRequest(request, gatedResponse);
    try {
      chain.doFilter(gatedRequest, gatedResponse);
    } catch (Throwable failure) {
      if (gatedRequest.hasStartedAsync()) {
        gatedResponse.mayFail();
      } else {
        gatedResponse.fail();
        gatedResponse.close();
      }
      throw failure;
    }
    if (!gatedRequest.hasStartedAsync()) {
      gatedResponse.end();
    }
  }

  /** Returns the policy that a request began with, for a dispatch of it. */
  private PoliciesByHost begunWith(HttpServletRequest request) {
    if (request.getAttribute(RESPONSE) instanceof ConsentResponse response) {
      return response.exchange().policies();
    }
    return request.getAttribute(SKIPPED) instanceof PoliciesByHost begun ? begun : site.policies();
  }

  /** Passes on a dispatch within a request that is already gated. */
  private static void passOn(
      HttpServletRequest request,
      HttpServletResponse response,
      ConsentResponse gated,
      FilterChain chain)
      throws IOException, ServletException {
    DispatcherType type = request.getDispatcherType();
    ConsentRequest gatedRequest = ConsentRequest.in(request);
    if (type == DispatcherType.ASYNC && gated.isCut()) {
      gated.breakOff();
    }
    if (type == DispatcherType.ASYNC && gatedRequest != null) {
      gatedRequest.dispatchBegins();
    }
    if (type == DispatcherType.INCLUDE) {
      gated.includeBegins();
      try {
        chain.doFilter(request, response);
      } finally {
        gated.includeEnds();
      }
      return;
    }
    if (type == DispatcherType.FORWARD) {
      gated.forwardBegins();
    }
    try {
      chain.doFilter(request, response);
    } catch (Throwable failure) {
      if (type == DispatcherType.ASYNC) {
        gated.mayFail();
      }
      throw failure;
    }
    // Tomcat 11 accepts no output after a forward has returned.
    boolean ends = type == DispatcherType.FORWARD || type == DispatcherType.ASYNC;
    if (ends
        && (gatedRequest == null || !gatedRequest.hasStartedAsync())
        && !gated.finish()
        && gated.isCut()) {
      gated.breakOff();
    }
  }
}
