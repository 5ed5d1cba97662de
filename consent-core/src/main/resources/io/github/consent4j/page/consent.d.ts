/** The script API of Consent4j, as TypeScript sees it. */

/** Where the visitor stands. */
interface ConsentState {
  /** Whether the visitor has made any choice that still counts. */
  readonly made: boolean;
  /** Ids of the categories and services that are allowed. */
  readonly allowed: readonly string[];
}

interface Consent4j {
  readonly state: ConsentState;
  /** Whether a service is allowed, or a category with every service in it. */
  allows(id: string): boolean;
  /** Leads to the settings, from where the visitor comes back to this page. */
  show(): void;
  /** Grants categories or services in addition. Only for an action of the visitor who was told of what for. */
  grant(...ids: string[]): Promise<void>;
  /** Refuses categories or services; the page is loaded anew when something of them was allowed. */
  withdraw(...ids: string[]): Promise<void>;
  /** Shows one element that is held back, and stores no consent. */
  once(element: Element): Promise<void>;
}

interface Window {
  readonly consent?: Consent4j;
}

interface DocumentEventMap {
  /** The visitor has decided, here or in another tab, and the page goes on. */
  'consent:change': CustomEvent<ConsentState>;
  /** A category or service is allowed from now on. */
  'consent:allow': CustomEvent<{ readonly id: string }>;
}
