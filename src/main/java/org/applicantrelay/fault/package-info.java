/** What can go wrong, in one table: stable codes, what happens next, and what a person should do. */
package org.applicantrelay.fault;
