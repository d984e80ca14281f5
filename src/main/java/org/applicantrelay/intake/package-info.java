/** Takes each applicant in once, whichever sources name it and however often. */
package org.applicantrelay.intake;
