/** idibu as it is on the wire: its XML and its quirks, its clock, its credential, its files. */
package org.applicantrelay.idibu;
