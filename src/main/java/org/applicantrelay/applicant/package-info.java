/** The typed applicant that the mapping sees, made from all that idibu says of one. */
package org.applicantrelay.applicant;
