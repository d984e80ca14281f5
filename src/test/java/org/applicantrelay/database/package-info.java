/** The databases of the tests, and what only a real PostgreSQL can show. */
package org.applicantrelay.database;
