/**
 * Canaries: secrets and personal values, each a text of its own, that a relay is given in every way there is, and then
 * looked for in every place there is.
 */
package org.applicantrelay.canary;
