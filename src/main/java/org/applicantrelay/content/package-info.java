/** What an applicant sent, kept untouched: raw input and files, sealed in chunks that stream both ways. */
package org.applicantrelay.content;
