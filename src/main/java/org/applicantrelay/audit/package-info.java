/** Who has changed, or looked at, what: only added to, and without personal data. */
package org.applicantrelay.audit;
