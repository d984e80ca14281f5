/**
 * Forwarded mail, read in one streaming pass: idibu's track headers, the cover letter, the files. Anyone can send mail, so
 * nothing here is believed: what it says is an applicant's only once idibu has confirmed the track id.
 */
package org.applicantrelay.mail;
