/** The settings of the contract: what they are called, what is allowed, and the sentence for what is not. */
package org.applicantrelay.settings;
