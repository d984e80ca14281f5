/** What operators do with the flow as a whole: sources, deliveries and partners are looked at, paused and asked. */
package org.applicantrelay.flow;
