/** The partners' clocks and the database's. */
package org.applicantrelay.time;
