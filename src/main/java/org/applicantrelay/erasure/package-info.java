/** A person is erased: here, at idibu, and by a task in Jobtrain; and does not come back. */
package org.applicantrelay.erasure;
