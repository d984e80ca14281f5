/** Texts as a column or a line takes them, and names that are nearly right. */
package org.applicantrelay.text;
