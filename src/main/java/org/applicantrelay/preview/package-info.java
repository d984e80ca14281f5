/** What would be sent of one applicant, and by a changed mapping, without sending anything. */
package org.applicantrelay.preview;
