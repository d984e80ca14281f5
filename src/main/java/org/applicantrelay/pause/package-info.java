/** What an operator has paused: sources and deliveries, on all replicas and for as long as it takes. */
package org.applicantrelay.pause;
