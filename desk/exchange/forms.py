"""What staff choose when topics go out, and come in."""
from typing import Any

from django import forms

from desk.exchange.files import MOST_BYTES

WORKBOOK, CSV = "xlsx", "csv"
LIVE, DRAFTS = "live", "drafts"


class ExportForm(forms.Form):
    what = forms.ChoiceField(label="What is exported", widget=forms.RadioSelect, initial=LIVE, choices=[
        (LIVE, "What visitors read now"), (DRAFTS, "The newest drafts, and what visitors read where there is no draft")])
    form = forms.ChoiceField(label="As", widget=forms.RadioSelect, initial=WORKBOOK, choices=[
        (WORKBOOK, "Excel workbook (.xlsx), with a sheet of answers and one of questions"),
        (CSV, "CSV, both tables in one folder (.zip)")])


class ImportForm(forms.Form):
    file = forms.FileField(label="File", help_text=f".xlsx, .zip or .csv, at most {MOST_BYTES // 1_000_000} MB.",
                           widget=forms.FileInput(attrs={"accept": ".xlsx,.zip,.csv"}), error_messages={
                               "required": "Choose a file first.", "empty": "The file is empty. Choose another one."})

    def clean_file(self) -> Any:
        """Before its content is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file has {file.size / 1e6:.1f} MB; at most {MOST_BYTES // 1_000_000} MB are "
                                        f"read. Import the topics in several files.")
        return file
