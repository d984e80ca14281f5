/** The partners' clocks. */
package org.applicantrelay.time;
