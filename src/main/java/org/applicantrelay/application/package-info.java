/** An application on its way: its row, its state, its timeline. */
package org.applicantrelay.application;
