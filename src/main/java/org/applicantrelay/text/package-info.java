/** Texts as a column or a line takes them. */
package org.applicantrelay.text;
