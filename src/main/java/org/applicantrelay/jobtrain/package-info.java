/** Jobtrain: the token, the advertised jobs, and the application as it leaves with its CV. */
package org.applicantrelay.jobtrain;
