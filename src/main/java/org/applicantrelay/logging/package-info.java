/** Keeps credentials and personal data out of every log line, whatever level and logger an operator switches on. */
package org.applicantrelay.logging;
