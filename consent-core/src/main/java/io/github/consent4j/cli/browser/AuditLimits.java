package io.github.consent4j.cli.browser;

import java.time.Duration;

/**
 * The limits of an audit.
 *
 * @param pages the largest number of pages that are looked at in each state
 * @param depth the largest number of links between the first page and another one
 * @param quiet the time without traffic after which a page counts as at rest
 * @param longest the longest time that a page is waited for
 * @param crawl the time after which no further page is looked for
 */
public record AuditLimits(int pages, int depth, Duration quiet, Duration longest, Duration crawl) {}
