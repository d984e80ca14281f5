/** Edits of the routes' folder while the relay runs: looked at, checked, tried aside, put in force or refused. */
package org.applicantrelay.reload;
