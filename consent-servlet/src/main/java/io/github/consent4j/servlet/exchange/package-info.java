/** One request and the facts about it: the policy, the visitor, and the origin of the request. */
@NullMarked
package io.github.consent4j.servlet.exchange;

import org.jspecify.annotations.NullMarked;
