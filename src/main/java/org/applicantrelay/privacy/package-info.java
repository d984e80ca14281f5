/** Personal data at rest: sealed with AES-256-GCM in every column and file chunk, found by keyed hash only. */
package org.applicantrelay.privacy;
