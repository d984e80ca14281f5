/** The webhook's parts; its routes are tested with the others. */
package org.applicantrelay.webhook;
