"""The desk: where staff keep the answers (docs/desk.md). Django and Wagtail; of the other rooms it knows faq/, and reads
what privacy/ keeps."""
