/** Small tables of the folder {@code mapping/}, which an engineer edits: read, checked, and in force with the routes. */
package org.applicantrelay.table;
