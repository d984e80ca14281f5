/** What every HTTP call to a partner shares: budgets of connections, bytes and time, and which hosts may be called. */
package org.applicantrelay.http;
