/** What is held on a person, for that person: found, written into one file, and the file removed again in time. */
package org.applicantrelay.access;
